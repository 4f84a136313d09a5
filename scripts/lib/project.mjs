import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's root folder. Scripts are never bundled, so their own place is known. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/** @param {...string} parts @returns {string} an absolute path inside the project */
export const inProject = (...parts) => path.join(root, ...parts);
