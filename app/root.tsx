import { useEffect, useState } from 'react';
import {
  Links,
  Meta,
  type MiddlewareFunction,
  Outlet,
  Scripts,
  ScrollRestoration,
  type ShouldRevalidateFunctionArgs,
  useRouteLoaderData,
} from 'react-router';
import { m } from '#i18n';
import { getLocale, getTextDirection } from '#i18n/runtime';
import type { Route } from './+types/root';
import type { RequestScope } from '#server/http/request-scope.ts';
import { scopeContext } from './context.ts';
import { instanceName, nameInstance } from './lib/instance-name.ts';
import { paraglideMiddleware } from './i18n/paraglide/server.js';
import { readLook } from './lib/look.ts';
import { ErrorPage } from './ui/error-page.tsx';
import { ToastProvider } from './ui/toast.tsx';
import './styles/app.css';

// Every message of this request, in loaders and in the markup, is in the language of its visitor.
export const middleware: MiddlewareFunction<Response>[] = [
  ({ request }, next) => paraglideMiddleware(request, () => next()),
];

function brandingOf({ services }: RequestScope) {
  const { name, accent } = services.admin.current().branding;
  return { name, accent };
}

export function loader({ request, context }: Route.LoaderArgs) {
  return {
    look: readLook(request.headers.get('cookie')),
    requestId: context.get(scopeContext).ctx.requestId,
    branding: brandingOf(context.get(scopeContext)),
  };
}

/** Nothing but the visitor's own choice, and an administrator's, changes how it looks: other pages and changes need not ask. */
export const shouldRevalidate = ({ formAction, actionStatus = 200 }: ShouldRevalidateFunctionArgs) =>
  (formAction === '/preferences' || formAction === '/admin/branding') && actionStatus < 400;

export const meta: Route.MetaFunction = () => [{ title: instanceName() }];

export const links: Route.LinksFunction = () => [
  { rel: 'icon', href: '/favicon.svg', type: 'image/svg+xml' },
  { rel: 'alternate icon', href: '/favicon.png', type: 'image/png', sizes: '48x48' },
  { rel: 'apple-touch-icon', href: '/apple-touch-icon.png' },
  { rel: 'manifest', href: '/manifest.webmanifest' },
];

/** Whether this document has come to life. */
let alive = false;

/** The document around every page, an error page included. */
export function Layout({ children }: { children: React.ReactNode }) {
  const { look, branding } = useRouteLoaderData<typeof loader>('root') ?? {};
  // Titles below are made while this is rendered; every page of an instance has the same name.
  if (branding) nameInstance(branding.name);
  // The error page in place of all is a new document for React. Its scripts have run, and the policy allows no new ones.
  const [again] = useState(alive);
  useEffect(() => {
    alive = true;
  }, []);
  return (
    <html
      lang={getLocale()}
      dir={getTextDirection()}
      data-theme={look?.theme ?? 'system'}
      data-density={look?.density ?? 'cosy'}
      data-accent={branding?.accent ?? 'ember'}
    >
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
        <meta name="color-scheme" content={look && look.theme !== 'system' ? look.theme : 'light dark'} />
        <Meta />
        <Links />
      </head>
      <body>
        <a className="skip-link" href="#main">
          {m.skip_to_content()}
        </a>
        {children}
        {!again && <ScrollRestoration />}
        {!again && <Scripts />}
      </body>
    </html>
  );
}

export default function Root() {
  return (
    <ToastProvider>
      <Outlet />
    </ToastProvider>
  );
}

export function ErrorBoundary({ error }: Route.ErrorBoundaryProps) {
  const requestId = useRouteLoaderData<typeof loader>('root')?.requestId;
  return <ErrorPage error={error} fallbackId={requestId} />;
}
