import type { ReactNode } from 'react';
import { isRouteErrorResponse } from 'react-router';
import type { ErrorDto } from '#contract/protocol';
import { m } from '#i18n';
import { codeText } from '../lib/code-texts.ts';
import { ButtonLink } from './button.tsx';
import { Logo } from './logo.tsx';

/** Reads what a route threw: our own failures carry their {@link ErrorDto}. */
export function errorOf(error: unknown, fallbackId?: string): ErrorDto {
  if (isRouteErrorResponse(error)) {
    const dto = (error.data as { error?: ErrorDto } | null)?.error;
    if (dto) return dto;
    if (error.status === 404) return { code: 'NOT_FOUND', message: '' };
    if (error.status === 405 || error.status === 400) return { code: 'INVALID', message: '' };
  }
  return { code: 'INTERNAL', message: '', ...(fallbackId && { requestId: fallbackId }) };
}

function titleOf(error: ErrorDto): string {
  if (error.code === 'NOT_FOUND') return m.error_page_missing();
  if (error.code === 'FORBIDDEN') return m.error_page_forbidden();
  if (error.code === 'RATE_LIMITED' || error.code === 'UNAVAILABLE') return m.error_page_busy();
  if (error.code === 'INTERNAL') return m.error_page_internal();
  return m.error_page_other();
}

/** What happened and what helps, in the middle of whatever space there is. */
export function ErrorPanel({ error, children }: { error: ErrorDto; children?: ReactNode }) {
  return (
    <div className="mx-auto grid max-w-[28rem] justify-items-center gap-3 px-6 py-16 text-center">
      <Logo size={40} />
      <h1 className="mt-2 text-title font-semibold">{titleOf(error)}</h1>
      <p className="text-balance text-soft">{codeText(error)}</p>
      {error.requestId && (
        <p className="text-small text-faint">
          {m.error_request_id()} <code className="select-all">{error.requestId}</code>
        </p>
      )}
      <div className="mt-3 flex flex-wrap justify-center gap-2">
        {children ?? (
          <ButtonLink to="/" look="primary" reloadDocument>
            {m.error_page_home()}
          </ButtonLink>
        )}
      </div>
    </div>
  );
}

/** A whole page for a failure that no part of a page caught. */
export function ErrorPage({ error, fallbackId }: { error: unknown; fallbackId?: string | undefined }) {
  return (
    <main id="main" className="grid min-h-dvh place-items-center">
      <ErrorPanel error={errorOf(error, fallbackId)} />
    </main>
  );
}
