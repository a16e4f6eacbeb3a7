import type { Field } from '../check.ts';

/** A value as text; `undefined` of anything else, and of what is not known. */
export const textOf = (field: Field<string | number | boolean>): string | undefined =>
  field.state === 'known' && field.form === 'scalar' ? String(field.value) : undefined;

/** The path of a repository's file from the repository's folder. */
export const pathOf = (file: { readonly id: string; attribute(name: string): Field<string> }): string =>
  textOf(file.attribute('Path')) ?? file.id;

/** The folder of such a path; empty at the top. */
export const folderOf = (path: string): string => (path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '');

/** Whether a folder holds a file of such a path, at whatever depth. */
export const isAbove = (folder: string, path: string): boolean => folder === '' || path.startsWith(`${folder}/`);
