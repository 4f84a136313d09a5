import { encode } from 'uqr';

export interface QrPicture {
  /** Modules on a side, the quiet zone counted. */
  size: number;
  /** The dark modules, as the path of an SVG. */
  path: string;
  /** The whole picture as a file. */
  svg: string;
}

/** A link as a QR code. For loaders: its library is not for the browser. */
export function qrOf(link: string): QrPicture {
  const { data, size } = encode(link, { ecc: 'M', border: 4 });
  const path = data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('');
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" width="${size * 16}" height="${size * 16}" shape-rendering="crispEdges"><rect width="100%" height="100%" fill="#fff"/><path d="${path}" fill="#000"/></svg>`;
  return { size, path, svg };
}
