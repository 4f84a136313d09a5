import { Download } from 'lucide-react';
import { m } from '#i18n';
import { ButtonLink } from '../../ui/button.tsx';
import type { QrPicture } from './qr.ts';

/** An invite for a phone's camera: black on white in both themes, as cameras want it. */
export function QrCode({ qr, name }: { qr: QrPicture; name: string }) {
  return (
    <div className="flex flex-wrap items-center gap-5">
      <svg
        role="img"
        aria-label={m.invite_qr_alt()}
        viewBox={`0 0 ${qr.size} ${qr.size}`}
        shapeRendering="crispEdges"
        className="size-44 flex-none rounded-m ring-1 ring-line"
      >
        <rect width="100%" height="100%" fill="#fff" />
        <path d={qr.path} fill="#000" />
      </svg>
      <div className="grid min-w-48 flex-1 justify-items-start gap-3">
        <p className="text-note text-soft">{m.invite_qr_note()}</p>
        <ButtonLink
          to={`data:image/svg+xml;charset=utf-8,${encodeURIComponent(qr.svg)}`}
          download={`${name}.svg`}
        >
          <Download size={17} aria-hidden /> {m.invite_qr_download()}
        </ButtonLink>
      </div>
    </div>
  );
}
