import { setNonce } from 'get-nonce';
import { startTransition } from 'react';
import { hydrateRoot } from 'react-dom/client';
import { HydratedRouter } from 'react-router/dom';
import { isLocale, overwriteGetLocale } from '#i18n/runtime';

// The page was written in this language: asking the browser again could answer differently from its own
// Accept-Language header and break hydration.
const written = document.documentElement.lang;
if (isLocale(written)) overwriteGetLocale(() => written);

// Radix adds a <style> while a dialog locks scrolling; the content security policy wants our nonce on it.
const nonce = document.querySelector<HTMLScriptElement>('script[nonce]')?.nonce;
if (nonce) setNonce(nonce);

startTransition(() => {
  hydrateRoot(document, <HydratedRouter />);
});
