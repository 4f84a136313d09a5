import { X } from 'lucide-react';
import { m } from '#i18n';
import { IconButton } from '../../ui/button.tsx';

export function CloseFinder({ onClose }: { onClose: () => void }) {
  return (
    <IconButton label={m.ui_close()} className="-me-1.5 flex-none" onClick={onClose}>
      <X size={18} />
    </IconButton>
  );
}
