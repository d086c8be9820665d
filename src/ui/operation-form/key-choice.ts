/** A key to choose, named by its alias or its ARN. */
export interface KeyChoice {
  readonly value: string;
  readonly label: string;
  readonly group: string;
  /** For an alias: the ARN of its target key. */
  readonly arn?: string;
}
