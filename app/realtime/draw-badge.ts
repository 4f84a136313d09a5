const size = 64;

/** The page's picture with a dot in its corner, as a data address; null where it cannot be drawn. */
export async function drawBadge(href: string): Promise<string | null> {
  const image = new Image(size, size);
  image.src = href;
  try {
    await image.decode();
  } catch {
    return null;
  }
  const canvas = document.createElement('canvas');
  canvas.width = size;
  canvas.height = size;
  const pen = canvas.getContext('2d');
  if (!pen) return null;
  pen.drawImage(image, 0, 0, size, size);
  const radius = size * 0.26;
  pen.beginPath();
  pen.arc(size - radius, radius, radius, 0, Math.PI * 2);
  pen.globalCompositeOperation = 'destination-out';
  pen.lineWidth = size * 0.1;
  pen.stroke();
  pen.globalCompositeOperation = 'source-over';
  pen.fillStyle = getComputedStyle(document.documentElement).getPropertyValue('--danger-solid');
  pen.fill();
  return canvas.toDataURL('image/png');
}
