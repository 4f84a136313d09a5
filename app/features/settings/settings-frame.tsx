import type { ReactNode } from 'react';
import { TabNav } from '../../ui/tabs.tsx';

/** A settings page: its parts beside it where there is room, above it on a phone. */
export function SettingsFrame({
  title,
  back,
  tabs,
  children,
}: {
  title: string;
  back: ReactNode;
  tabs: readonly { to: string; text: string; icon?: ReactNode }[];
  children: ReactNode;
}) {
  return (
    <div className="min-h-dvh bg-canvas tablet:grid tablet:grid-cols-[minmax(240px,calc(50%-260px))_minmax(0,1fr)]">
      <header className="bg-panel px-4 pt-6 pb-3 tablet:flex tablet:justify-end tablet:px-6 tablet:pt-14">
        <div className="tablet:w-[208px]">
          <p className="mb-3 tablet:mb-5">{back}</p>
          <p className="mb-2 px-3 text-small font-medium text-faint max-tablet:sr-only">{title}</p>
          <TabNav label={title} tabs={tabs} />
        </div>
      </header>
      <main
        id="main"
        tabIndex={-1}
        className="w-full max-w-[600px] px-5 pt-8 pb-16 outline-none tablet:px-10 tablet:pt-14"
      >
        {children}
      </main>
    </div>
  );
}

/** One matter on a settings page. */
export function SettingsSection({
  title,
  note,
  children,
}: {
  title: ReactNode;
  note?: ReactNode;
  children: ReactNode;
}) {
  return (
    <section className="mb-10">
      <h2 className="text-lead font-semibold">{title}</h2>
      {note && <p className="mt-1 text-note text-soft">{note}</p>}
      <div className="mt-4">{children}</div>
    </section>
  );
}
