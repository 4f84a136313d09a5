import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's root folder. Scripts are never bundled, so their own place is known. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/** @param {...string} parts @returns {string} an absolute path, relative ones taken from the project's root */
export const inProject = (...parts) => path.resolve(root, ...parts);
