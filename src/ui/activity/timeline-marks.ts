/** The marks of the timeline: their shapes and colors, for the picture and its legend. */
import { css, svg, type SVGTemplateResult } from 'lit';
import type { MarkKind } from './timeline.ts';

const RADIUS = 5;

/** The shape of each mark, around the origin: no two differ in color alone. */
export const MARK_SHAPES: Readonly<Record<MarkKind, SVGTemplateResult>> = {
  success: svg`<circle r=${RADIUS} class="success"/>`,
  denied: svg`<path d="M-5-5 5 5M5-5-5 5" class="denied"/>`,
  throttled: svg`<path d="M0-6 6 5H-6z" class="throttled"/>`,
  management: svg`<path d="M0-6 6 0 0 6-6 0z" class="management"/>`,
  service: svg`<path d="M-6-3H6V3H-6z" class="service"/>`,
};

/** Colors of the marks. */
export const markStyles = css`
  .success {
    fill: var(--ok);
  }
  .denied {
    stroke: var(--deny);
    stroke-width: 2.5;
  }
  .throttled {
    fill: var(--warn);
  }
  .management {
    fill: var(--brass);
  }
  .service {
    fill: var(--ciphertext);
  }
  @media (forced-colors: active) {
    .success,
    .throttled,
    .management,
    .service {
      fill: CanvasText;
    }
    .denied {
      stroke: CanvasText;
    }
  }
`;
