import manifest from '../../package.json' with { type: 'json' };

/** Of this build. */
export const hearthVersion: string = manifest.version;
