/** Parts of the shell that load after the first page, in one file. */
import '../kit/strong-dialog.ts';
import './strong-clock.ts';
import './strong-projector.ts';
import './strong-worker-loss.ts';
import '../glossary/strong-page-terms.ts';
