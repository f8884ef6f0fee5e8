/** For worlds in memory, where nothing is hostile. */
export { evaluateInPlace as evaluateHere } from '../../shared/expressions/evaluate-in-place';
