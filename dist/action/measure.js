import { startStep } from '../program/measure.js'; await startStep('measure');
