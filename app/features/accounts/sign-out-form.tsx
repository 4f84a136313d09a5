import type { ReactNode } from 'react';

/** Around a submit button that signs out. Without JavaScript the form goes as it is. */
export function SignOutForm({ className, children }: { className?: string; children: ReactNode }) {
  return (
    <form
      method="post"
      action="/logout"
      className={className}
      onSubmit={(event) => {
        event.preventDefault();
        void import('./sign-out.ts').then(({ signOut }) => signOut());
      }}
    >
      {children}
    </form>
  );
}
