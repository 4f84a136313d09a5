import type { RoleDto } from './contract.ts';
import type { DirectoryRole } from './directory.ts';

/** What every member may know of a role: what it lets people do stays with who may manage roles. */
export const presentRole = ({ permissions: _permissions, ...role }: DirectoryRole): RoleDto => role;
