import { ChartBarBig } from 'lucide-react';
import type { ReactNode } from 'react';
import { m } from '#i18n';
import { Menu, MenuItem } from '../../ui/menu.tsx';

/** What one sends instead of a text. */
export default function ComposerMenu({
  anchor,
  onPoll,
  onClose,
}: {
  anchor: HTMLElement;
  onPoll: () => void;
  onClose: () => void;
}): ReactNode {
  return (
    <Menu anchor={anchor} label={m.poll_composer_more()} onClose={onClose}>
      <MenuItem icon={<ChartBarBig size={16} />} onClick={onPoll}>
        {m.poll_new()}
      </MenuItem>
    </Menu>
  );
}
