/** What a template holds beside its resources, in its own words. */
export interface TemplateProperties {
  /** A parameter that has to do with secrets: its default is one, or it is passed on to where one belongs. */
  parameter: {
    readonly Type?: string;
    readonly NoEcho?: boolean;
    readonly Default?: string;
    readonly AllowedValues?: readonly string[];
    /** Where its value goes as a secret. */
    readonly SecretIn?: readonly SecretUse[];
  };
}

/** A place that takes a secret. */
export interface SecretUse {
  readonly Type?: string;
  /** The resource and the property: `Orders.MasterUserPassword`. */
  readonly Property?: string;
  /** The property takes nothing but a secret. */
  readonly BySchema?: boolean;
}
