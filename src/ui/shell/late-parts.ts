/** Parts of the shell that load after the first page. */
import './strong-clock.ts';
import './strong-worker-loss.ts';
import '../glossary/strong-page-terms.ts';
