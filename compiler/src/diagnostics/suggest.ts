export { closest, didYouMean } from '@journey-lang/runtime/graph'
