import { useFetcher } from 'react-router';
import { useFailureToast } from '../../ui/use-failure-toast.ts';

/** Keeps how this browser wants the product to look, without leaving the page. */
export function useLook(): (choice: Record<string, string>) => void {
  const fetcher = useFetcher();
  useFailureToast(fetcher.data);
  return (choice) =>
    void fetcher.submit({ ...choice, stay: '1' }, { method: 'post', action: '/preferences' });
}
