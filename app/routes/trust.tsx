import { Download } from 'lucide-react';
import type { ReactNode } from 'react';
import { m } from '#i18n';
import { answer, missing } from '../lib/respond.ts';
import { pageTitle } from '../lib/title.ts';
import { ButtonLink } from '../ui/button.tsx';
import { CalmPage, PageHeading } from '../ui/page-frame.tsx';
import type { Route } from './+types/trust';

export const meta: Route.MetaFunction = () => pageTitle(m.trust_title());

/** For everybody and over plain http: who does not trust the certificate yet cannot come any other way. */
export async function loader(args: Route.LoaderArgs) {
  return answer(args, async ({ services }) => {
    if (!services.address.hasEdge) throw missing();
    return { name: services.address.name() };
  });
}

export default function Trust({ loaderData: { name } }: Route.ComponentProps) {
  return (
    <CalmPage width="medium">
      <PageHeading title={m.trust_title()}>{m.trust_text()}</PageHeading>
      {/* A plain link: the edge answers it, not the app. */}
      <ButtonLink to="/hearth-root.crt" reloadDocument look="primary" className="mb-6">
        <Download size={17} aria-hidden /> {m.trust_download()}
      </ButtonLink>
      <div className="grid gap-2">
        <System title="iPhone, iPad" steps={m.trust_steps_ios()} />
        <System title="Android" steps={m.trust_steps_android()} />
        <System title="Windows" steps={m.trust_steps_windows()} />
        <System title="macOS" steps={m.trust_steps_macos()} />
        <System title="Linux" steps={m.trust_steps_linux()} />
        <System title="Firefox" steps={m.trust_steps_firefox()} />
      </div>
      {name && (
        <p className="mt-6 text-note text-soft">
          {m.trust_then()}{' '}
          <a className="link" dir="ltr" href={`https://${name}/`}>
            https://{name}
          </a>
        </p>
      )}
      <p className="mt-4 text-small text-faint">{m.trust_note()}</p>
    </CalmPage>
  );
}

function System({ title, steps }: { title: string; steps: string }): ReactNode {
  return (
    <details className="rounded-m bg-raised px-4 py-3 shadow-low ring-1 ring-line ring-inset">
      <summary className="cursor-pointer font-medium">{title}</summary>
      <ol className="mt-2 grid list-decimal gap-1 ps-5 text-note text-soft">
        {steps.split('\n').map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
    </details>
  );
}
