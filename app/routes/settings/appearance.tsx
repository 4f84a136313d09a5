import { Monitor, Moon, Rows2, Rows3, Sun } from 'lucide-react';
import { Form, useRouteLoaderData } from 'react-router';
import { m } from '#i18n';
import { getLocale, type Locale } from '#i18n/runtime';
import { SettingsSection } from '../../features/settings/settings-frame.tsx';
import { useLook } from '../../features/settings/use-look.ts';
import { pageTitle } from '../../lib/title.ts';
import type { loader as rootLoader } from '../../root.tsx';
import { Button } from '../../ui/button.tsx';
import { RadioCards } from '../../ui/choice.tsx';
import type { Route } from './+types/appearance';

export const meta: Route.MetaFunction = () => pageTitle(m.settings_appearance(), m.settings_title());

// A language is named in itself: somebody who lost their way can find it again.
const languages: Record<Locale, string> = { en: 'English', de: 'Deutsch' };

export default function Appearance() {
  const look = useRouteLoaderData<typeof rootLoader>('root')?.look;
  const keepLook = useLook();

  return (
    <>
      <h1 className="mb-6 text-title font-semibold">{m.settings_appearance()}</h1>
      <Form
        method="post"
        action="/preferences"
        preventScrollReset
        onChange={({ target }) => {
          if (target instanceof HTMLInputElement) keepLook({ [target.name]: target.value });
        }}
      >
        <SettingsSection title={m.theme_title()}>
          <RadioCards
            name="theme"
            legend={<span className="sr-only">{m.theme_title()}</span>}
            columns={3}
            defaultValue={look?.theme ?? 'system'}
            options={[
              { value: 'system', label: m.theme_system(), icon: <Monitor size={18} /> },
              { value: 'light', label: m.theme_light(), icon: <Sun size={18} /> },
              { value: 'dark', label: m.theme_dark(), icon: <Moon size={18} /> },
            ]}
          />
        </SettingsSection>
        <SettingsSection title={m.density_title()}>
          <RadioCards
            name="density"
            legend={<span className="sr-only">{m.density_title()}</span>}
            columns={2}
            defaultValue={look?.density ?? 'cosy'}
            options={[
              {
                value: 'cosy',
                label: m.density_cosy(),
                note: m.density_cosy_note(),
                icon: <Rows2 size={18} />,
              },
              {
                value: 'compact',
                label: m.density_compact(),
                note: m.density_compact_note(),
                icon: <Rows3 size={18} />,
              },
            ]}
          />
        </SettingsSection>
        <NoScriptSave />
      </Form>
      {/* The words are in the page already: a change of language loads it anew. */}
      <Form
        method="post"
        action="/preferences"
        reloadDocument
        onChange={(event) => event.currentTarget.requestSubmit()}
      >
        <SettingsSection title={m.language_title()}>
          <RadioCards
            name="locale"
            legend={<span className="sr-only">{m.language_title()}</span>}
            columns={2}
            defaultValue={getLocale()}
            options={Object.entries(languages).map(([value, name]) => ({
              value,
              label: <span lang={value}>{name}</span>,
            }))}
          />
        </SettingsSection>
        <NoScriptSave />
      </Form>
    </>
  );
}

function NoScriptSave() {
  return (
    <noscript>
      <Button type="submit" look="primary" className="mb-10">
        {m.ui_save()}
      </Button>
    </noscript>
  );
}
