import type { Attributes } from './conversions.ts';

/** How a type of Terraform's AWS provider says what a CloudFormation type says. */
export interface Table {
  readonly terraform: string;
  readonly type: string;
  readonly attributes: Attributes;
  /** What `Fn::GetAtt` calls an attribute, where that is not its own name; empty for what `Ref` gives. */
  readonly returns?: Readonly<Record<string, string>>;
  /** Properties that this type has by being what it is. */
  readonly fixed?: Readonly<Record<string, string>>;
  /**
   * A resource that is a part of another in CloudFormation: of the one of the same type that `by` names (of each, where that is a list), or
   * that has the `same` values.
   * Where CloudFormation has a list of such parts, its name or path with dots, and the property that is all of an item if that is no object.
   */
  readonly into?: { readonly by?: string; readonly same?: readonly string[]; readonly list?: string; readonly item?: string };
  /** The policy that stands in the attribute `policy` and is a resource of its own in CloudFormation. */
  readonly policy?: {
    readonly type: string;
    /** The property that names the resource which it is about. */
    readonly of: string;
    /** The property that holds it; `PolicyDocument` unless said. */
    readonly document?: string;
    /** The type that Terraform has for the same: where both say it, it is one. */
    readonly beside: string;
  };
}
