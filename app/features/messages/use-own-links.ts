import type { MouseEvent } from 'react';
import { useNavigate } from 'react-router';

/** Follows links in messages that lead to this instance's communities and conversations within the app; others open beside it. */
export function useOwnLinks(): (event: MouseEvent) => void {
  const navigate = useNavigate();
  return (event) => {
    const link = (event.target as Element).closest<HTMLAnchorElement>('.message-text a');
    const beside = event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
    if (!link || beside || event.defaultPrevented) return;
    if (link.origin !== window.location.origin || !/^\/(c|dm)\//.test(link.pathname)) return;
    event.preventDefault();
    void navigate(`${link.pathname}${link.search}`);
  };
}
