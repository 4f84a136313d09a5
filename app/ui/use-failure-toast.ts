import { useEffect } from 'react';
import type { FailedForm } from '../lib/forms.ts';
import { useToast } from './toast.tsx';

/** Says what went wrong with a fetcher's last action, for one that has no form of its own to say it in. */
export function useFailureToast(result: unknown): void {
  const toast = useToast();
  useEffect(() => {
    if (isFailed(result)) toast(result.text, { kind: 'danger' });
  }, [result, toast]);
}

function isFailed(result: unknown): result is FailedForm {
  return typeof result === 'object' && result !== null && 'error' in result && 'text' in result;
}
