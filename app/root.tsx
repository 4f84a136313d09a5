import {
  Links,
  Meta,
  type MiddlewareFunction,
  Outlet,
  Scripts,
  ScrollRestoration,
  useRouteLoaderData,
} from 'react-router';
import { m } from '#i18n';
import { getLocale, getTextDirection } from '#i18n/runtime';
import type { Route } from './+types/root';
import { scopeContext } from './context.ts';
import { paraglideMiddleware } from './i18n/paraglide/server.js';
import { readLook } from './lib/look.ts';
import { ErrorPage } from './ui/error-page.tsx';
import { ToastProvider } from './ui/toast.tsx';
import './styles/app.css';

// Every message of this request, in loaders and in the markup, is in the language of its visitor.
export const middleware: MiddlewareFunction<Response>[] = [
  ({ request }, next) => paraglideMiddleware(request, () => next()),
];

export function loader({ request, context }: Route.LoaderArgs) {
  return {
    look: readLook(request.headers.get('cookie')),
    requestId: context.get(scopeContext).ctx.requestId,
  };
}

export const meta: Route.MetaFunction = () => [{ title: m.app_name() }];

export const links: Route.LinksFunction = () => [
  { rel: 'icon', href: '/favicon.svg', type: 'image/svg+xml' },
  { rel: 'alternate icon', href: '/favicon.png', type: 'image/png', sizes: '48x48' },
  { rel: 'apple-touch-icon', href: '/apple-touch-icon.png' },
  { rel: 'manifest', href: '/manifest.webmanifest' },
];

/** The document around every page, an error page included. */
export function Layout({ children }: { children: React.ReactNode }) {
  const look = useRouteLoaderData<typeof loader>('root')?.look;
  return (
    <html
      lang={getLocale()}
      dir={getTextDirection()}
      data-theme={look?.theme ?? 'system'}
      data-density={look?.density ?? 'cosy'}
      data-accent="ember"
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
        <ScrollRestoration />
        <Scripts />
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
