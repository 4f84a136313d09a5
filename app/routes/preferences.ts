import { data, redirect } from 'react-router';
import { cookieMaxAge, cookieName, isLocale } from '#i18n/runtime';
import { readForm } from '../lib/forms.ts';
import { densities, themes } from '../lib/look.ts';
import { orUnreachable } from '../lib/reach.ts';
import { safeRedirect } from '../lib/redirects.ts';
import { missing } from '../lib/respond.ts';
import type { Route } from './+types/preferences';

export function loader() {
  throw missing();
}

/**
 * Keeps how this browser wants the product to look and which language it speaks. Works signed out as well; a value
 * that is none of ours changes nothing.
 */
export async function action({ request }: Route.ActionArgs) {
  const form = await readForm(request);
  const headers = new Headers();
  const keep = (name: string, value: string) =>
    headers.append('Set-Cookie', `${name}=${value}; Path=/; Max-Age=${cookieMaxAge}; SameSite=Lax`);

  const theme = form.text('theme');
  const density = form.text('density');
  const locale = form.text('locale');
  if (themes.some((known) => known === theme)) keep('theme', theme);
  if (densities.some((known) => known === density)) keep('density', density);
  if (isLocale(locale)) keep(cookieName, locale);
  if (form.checked('stay')) return data(null, { headers });
  return redirect(safeRedirect(form.optional('redirectTo'), '/settings/appearance'), { headers });
}

export const clientAction = ({ serverAction }: Route.ClientActionArgs) => orUnreachable(serverAction);
