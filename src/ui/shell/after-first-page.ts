/** What the shell loads after the first page, in one file. */
import './strong-clock.ts';
import './strong-projector.ts';
