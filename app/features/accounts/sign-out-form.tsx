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
        const form = event.currentTarget;
        // Without the code that clears this browser first, signing out still matters more.
        void import('./sign-out.ts').then(
          ({ signOut }) => signOut(),
          () => form.submit(),
        );
      }}
    >
      {children}
    </form>
  );
}
