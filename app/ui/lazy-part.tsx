import { type ComponentType, type ReactNode, useEffect, useState } from 'react';
import { m } from '#i18n';
import { noticeUpgrade } from '../lib/outdated.ts';
import { useToast } from './toast.tsx';

type Module<Props> = { default: ComponentType<Props> };

/**
 * A part of a page whose code is fetched when it is first shown, or by `preload`. When the code does not come, the part
 * is left out and the page stays as it is. What somebody asked for (it has an `onClose`) is closed then, a notice says
 * so, and the next try fetches again.
 */
export function lazyPart<Props extends object>(load: () => Promise<Module<Props>>) {
  let loaded: ComponentType<Props> | null = null;
  const fetchPart = async () => (loaded ??= (await load()).default);

  function LazyPart(props: Props): ReactNode {
    const [Part, setPart] = useState(() => loaded);
    const toast = useToast();
    const close = 'onClose' in props ? (props.onClose as () => void) : undefined;

    useEffect(() => {
      if (Part) return;
      let gone = false;
      const fail = async () => {
        const outdated = await noticeUpgrade();
        if (gone || !close) return;
        close();
        if (!outdated) return toast(m.ui_part_unreachable(), { kind: 'danger' });
        toast(m.ui_upgraded(), { action: { label: m.ui_reload(), run: () => window.location.reload() } });
      };
      fetchPart().then(
        (part) => gone || setPart(() => part),
        () => void fail(),
      );
      return () => {
        gone = true;
      };
      // Once: who shows it again asks again.
      // oxlint-disable-next-line react-hooks/exhaustive-deps -- `close` and `toast` do the same whichever they are
    }, []);

    return Part && <Part {...props} />;
  }

  return Object.assign(LazyPart, {
    /** Fetches the code ahead of its use; never fails. */
    preload: () => void fetchPart().catch(() => undefined),
  });
}
