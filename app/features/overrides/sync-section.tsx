import { FolderSync, FolderX } from 'lucide-react';
import { useState } from 'react';
import { Form, useSubmit } from 'react-router';
import type { PlaceRules } from '#contract/overrides';
import { m } from '#i18n';
import { isolate } from '../../lib/bidi.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { SubmitButton } from '../../ui/submit-button.tsx';

/** Whether a channel follows its category, and the way to and fro; of a category, for how many channels it speaks. */
export function SyncSection({ rules }: { rules: PlaceRules }) {
  const [asking, setAsking] = useState(false);
  const submit = useSubmit();
  if (rules.place === 'category') {
    if (rules.syncedChannels === 0) return null;
    return <p className="mb-6 text-note text-soft">{m.place_governs({ count: rules.syncedChannels })}</p>;
  }
  if (!rules.category) return null;
  const name = isolate(rules.category.name);
  return (
    <section className="mb-8 flex flex-wrap items-start gap-3 rounded-l bg-panel p-4">
      {rules.isSynced ? (
        <FolderSync size={18} aria-hidden className="mt-0.5 flex-none text-accent-strong" />
      ) : (
        <FolderX size={18} aria-hidden className="mt-0.5 flex-none text-soft" />
      )}
      <div className="min-w-56 flex-1">
        <h3 className="font-semibold">
          {rules.isSynced ? m.place_synced({ name }) : m.place_differs({ name })}
        </h3>
        <p className="mt-0.5 text-note text-soft">
          {rules.isSynced ? m.place_synced_note() : m.place_differs_note()}
        </p>
      </div>
      <Form
        method="post"
        onSubmit={(event) => {
          if (rules.isSynced) return;
          event.preventDefault();
          setAsking(true);
        }}
      >
        <SubmitButton look="secondary" intent={rules.isSynced ? 'unsync' : 'sync'}>
          {rules.isSynced ? m.place_unsync() : m.place_sync()}
        </SubmitButton>
      </Form>
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        title={m.place_sync_title({ name })}
        confirm={m.place_sync()}
        onConfirm={() => {
          setAsking(false);
          void submit({ intent: 'sync' }, { method: 'post' });
        }}
      >
        {m.place_sync_text()}
      </ConfirmDialog>
    </section>
  );
}
