import { member, type Node, textOf } from '../node.ts';

/** What `terraform show -json` begins with. https://developer.hashicorp.com/terraform/internals/json-format */
const BEGINNING = /^\uFEFF?\s{0,40}\{\s{0,40}"format_version"\s{0,40}:\s{0,40}"\d/;

/** Whether a text is worth parsing. */
export const mayBePlan = (text: string): boolean =>
  text.includes('"format_version"') && (text.includes('"planned_values"') || text.includes('"values"'));

/** Whether a file that cannot be read was meant to be a plan or a state. */
export const meansPlan = (text: string): boolean => BEGINNING.test(text) && text.includes('"terraform_version"');

/** Whether a document is a plan or a state that holds resources. */
export const isPlan = (root: Node): boolean =>
  textOf(member(root, 'format_version')) !== undefined &&
  (member(root, 'planned_values')?.kind === 'map' ||
    (member(root, 'values')?.kind === 'map' && member(root, 'terraform_version') !== undefined));
