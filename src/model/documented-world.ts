/** What a fresh world holds: documented, so that a program may rely on it. */

/** The two accounts of a fresh world. */
export const DEFAULT_ACCOUNT = '111122223333';
export const SECOND_ACCOUNT = '444455556666';

/** The name of the user who calls when nobody else is chosen, and of the role of the labs. */
export const ADMIN_USER = 'admin';
export const LEARNER_ROLE = 'Learner';

/**
 * The access key of `user/admin`: AWS's own documented example credentials, valid nowhere else.
 * Source: the IAM user guide's example of an access key.
 */
export const ADMIN_CREDENTIALS = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
} as const;
