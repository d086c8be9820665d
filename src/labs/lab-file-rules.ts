/** What the file of a lab may not be: too large, or a lab with an ID that is in use. */

/** Larger files are not read. */
export const MAX_LAB_BYTES = 256 * 1024;

/** ID of the sandbox in which labs are recorded, without its prefix. */
export const RECORD_ID = 'record';

/** IDs of the labs of the course, in its order. Apart from the labs: a validator need not contain them. */
export const COURSE_IDS: readonly string[] = Array.from(
  { length: 16 },
  (_, index) => `L${String(index + 1).padStart(2, '0')}`,
);

/** Returns whether the course has a lab of this ID, in upper or lower case. */
export const courseHasLab = (id: string): boolean => COURSE_IDS.includes(id.toUpperCase());
