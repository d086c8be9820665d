/** Why a file at an address of this site was not read. */
export const TEXTS = {
  foreign: 'The address is on another site. Download the file and choose it here.',
  notFound: (status: number) => `The address answered with status ${status}.`,
  unreachable: 'The address could not be reached. Check your network connection.',
};
