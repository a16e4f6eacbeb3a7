import { posix } from 'node:path';
import { member, type Node } from '../node.ts';

/** A service has this name where nobody says another. */
const NAMED = /^serverless(?:[.-][\w.-]+)?\.(?:ya?ml|json)$/i;

/** Whether a text is worth parsing. */
export const mayBeService = (_file: string, text: string): boolean => text.includes('service') && text.includes('provider');

/** Whether a file that cannot be parsed was meant to be a service. */
export const meansService = (file: string, text: string): boolean =>
  NAMED.test(posix.basename(file)) && /^["'\s{]*(?:service|provider|functions|plugins)\b/m.test(text);

/** Whether a document is a service: it says its name and where it is deployed, and is called as services are or has what they have. */
export const isService = (root: Node, file: string): boolean => {
  if (root.kind !== 'map' || member(root, 'service') === undefined || member(root, 'provider') === undefined) return false;
  if (NAMED.test(posix.basename(file))) return true;
  const provider = member(root, 'provider');
  const hasFunctions = member(root, 'functions') !== undefined || member(root, 'frameworkVersion') !== undefined;
  return hasFunctions && (provider?.kind === 'map' ? member(provider, 'name') !== undefined : provider?.kind === 'scalar');
};
