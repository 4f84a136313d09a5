import { expect, test } from 'vitest';
import { allPermissions } from '#contract/permissions';
import { permissionGroups } from './permission-texts.ts';

test('each permission stands in exactly one group', () => {
  const shown = permissionGroups.flatMap(({ permissions }) => permissions);
  expect(shown.toSorted()).toEqual(allPermissions.toSorted());
});
