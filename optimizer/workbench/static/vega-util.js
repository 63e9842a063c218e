// What vega-interpreter asks vega-util for: Vega brings it along.
export const { ascending, isString, DisallowedObjectProperties } = window.vega;
