import manifest from '../../package.json' with { type: 'json' };

/** parapet's own version. */
export const version: string = manifest.version;
