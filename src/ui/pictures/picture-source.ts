/** What pictures of labs are drawn from. */
import type { Strongroom } from '../../client/strongroom.ts';

/** The sandbox of a lab, and the Region that the page shows. */
export interface PictureSource {
  readonly strongroom: Strongroom;
  readonly region: string;
}
