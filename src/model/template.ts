/** What a template holds beside its resources, in its own words. */
export interface TemplateProperties {
  /** A template in which keys come up again: of YAML and of JSON the last counts. */
  template: {
    /** By the way to it: `Resources.Jobs.Properties.QueueName`. */
    readonly Repeated?: Readonly<Record<string, RepeatedKey>>;
  };
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

/** A key that is written several times in one map, the first time where this stands. */
export interface RepeatedKey {
  readonly Key?: string;
  /** The way to the map; absent of the whole document. */
  readonly In?: string;
  /** The line, 1-based, of what counts. */
  readonly Holds?: number;
  readonly Times?: number;
}

/** A place that takes a secret. */
export interface SecretUse {
  readonly Type?: string;
  /** The resource and the property: `Orders.MasterUserPassword`. */
  readonly Property?: string;
  /** The property takes nothing but a secret. */
  readonly BySchema?: boolean;
}
