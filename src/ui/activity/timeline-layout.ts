/** Sizes of the timeline in its units. A unit is a sixteenth of the root's font size, so that texts keep their size. */

/** Where the parts of the timeline are. */
export interface TimelineLayout {
  /** Width of the picture. */
  readonly width: number;
  /** Where the lanes begin: right of their names. 0: the names are above the lanes. */
  readonly left: number;
  /** Height of the name above a lane. */
  readonly nameHeight: number;
  /** Longest name of a lane that fits, in characters. */
  readonly nameLength: number;
  /** Height of the axis: two lines where the times of both ends do not fit into one. */
  readonly axis: number;
  /** Width between the ends of the period. */
  readonly plot: number;
  /** Parts of the period whose marks are merged: each is wider than a mark. */
  readonly steps: number;
}

/** Space at both ends of a lane. */
export const MARGIN = 12;

/** Narrower pictures have the names above the lanes. */
const MIN_WIDE = 560;
/** Narrower ones do not exist: a window of 320 px has as much. */
const MIN_WIDTH = 240;
const NAMES = 220;
const NAME_HEIGHT = 20;
const AXIS_LINE = 24;
/** A mark with the digits of its count. */
const STEP = 15;
/** An average character of a name. */
const CHARACTER = 7.2;

/** Returns the layout for a width in units. */
export function timelineLayout(available: number): TimelineLayout {
  const width = Math.max(MIN_WIDTH, Math.round(available));
  const isWide = width >= MIN_WIDE;
  const left = isWide ? NAMES : 0;
  const plot = width - left - 2 * MARGIN;
  return {
    width,
    left,
    nameHeight: isWide ? 0 : NAME_HEIGHT,
    nameLength: Math.floor((isWide ? NAMES : width) / CHARACTER),
    axis: isWide ? AXIS_LINE : 2 * AXIS_LINE,
    plot,
    steps: Math.max(1, Math.floor(plot / STEP)),
  };
}
