/** A key that a question can name, by alias or by ARN. */
export interface KeyChoice {
  readonly value: string;
  readonly label: string;
  readonly group: string;
  /** Of an alias: the ARN of its target key. */
  readonly arn?: string;
}
