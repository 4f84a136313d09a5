import { type ReactNode, useState } from 'react';
import { m } from '#i18n';
import { signOut } from './sign-out.ts';

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
        void signOut().then((gone) => setFailed(!gone));
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
