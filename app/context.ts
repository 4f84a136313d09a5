import { createContext } from 'react-router';
import type { RequestScope } from '#server/http/request-scope.ts';

/** Who asks, and the services that answer: what every loader and action starts from. */
export const scopeContext = createContext<RequestScope>();
