import { type ReactNode, useState } from 'react';
import { m } from '#i18n';

/** Around a submit button that signs out. Without JavaScript the form goes as it is. */
export function SignOutForm({ className, children }: { className?: string; children: ReactNode }) {
  const [failed, setFailed] = useState(false);
  return (
    <form
      method="post"
      action="/logout"
      className={className}
      onSubmit={(event) => {
        event.preventDefault();
        setFailed(false);
        // Its code that cannot be fetched is no answer either.
        const asked = import('./sign-out.ts').then(({ signOut }) => signOut());
        void asked.then(
          (gone) => setFailed(!gone),
          () => setFailed(true),
        );
      }}
    >
      {children}
      {failed && (
        <p role="alert" className="text-small text-danger">
          {m.logout_unreachable()}
        </p>
      )}
    </form>
  );
}
