// Charts that say their numbers when pointed at. The picture that is there already stays what screen readers are told.
import { expressionInterpreter } from "/static/vendor/vega-interpreter.js";

const article = document.querySelector("[data-charts]");

async function enliven(figure) {
  const picture = figure.querySelector("svg");
  const answer = await fetch(article.dataset.charts + figure.id);
  if (!picture || !answer.ok) return;
  const drawn = document.createElement("div");
  const runtime = window.vega.parse(await answer.json(), null, { ast: true });
  const view = new window.vega.View(runtime, {
    expr: expressionInterpreter,
    renderer: "canvas",
    container: drawn,
    hover: true,
    loader: { load: () => Promise.reject(new Error("nothing is fetched")) },
  });
  await view.runAsync();
  drawn.setAttribute("role", "img");
  drawn.setAttribute("aria-label", picture.querySelector("desc")?.textContent ?? "");
  picture.replaceWith(drawn);
}

if (article) {
  const seen = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      if (entry.isIntersecting) {
        seen.unobserve(entry.target);
        enliven(entry.target);
      }
    }
  });
  for (const figure of article.querySelectorAll("figure")) seen.observe(figure);
}
