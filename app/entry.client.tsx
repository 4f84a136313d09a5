import { setNonce } from 'get-nonce';
import { startTransition } from 'react';
import { hydrateRoot } from 'react-dom/client';
import { HydratedRouter } from 'react-router/dom';
import { preloadForum } from './features/forums/late-forum-page.tsx';

// Radix adds a <style> while a dialog locks scrolling; the content security policy wants our nonce on it.
const nonce = document.querySelector<HTMLScriptElement>('script[nonce]')?.nonce;
if (nonce) setNonce(nonce);

void preloadForum().then(() =>
  startTransition(() => {
    hydrateRoot(document, <HydratedRouter />);
  }),
);
