/** A JSON value of a lab. A text `$name` stands for a value that an earlier step saved. */
export type LabValue = string | number | boolean | null | readonly LabValue[] | { readonly [member: string]: LabValue };
