/**
 * The characters of tag keys and values: letters, separators and digits of any script, and _ . : / = + - @. Source:
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-kms-key-tag.html and
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_Tag.html (the pattern)
 */
const TAG_TEXT = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

/** Whether AWS accepts the characters of `text` in a tag key or value. */
export const isTagText = (text: string): boolean => TAG_TEXT.test(text);

/** Which characters a tag accepts, in words. */
export const TAG_CHARACTERS = 'letters, digits, spaces and _ . : / = + - @';
