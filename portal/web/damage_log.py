"""Whatever somebody was shown as damaged stands in the trail afterwards, in one place for every page."""

from flask import Flask, Response, g
from sqlalchemy.exc import SQLAlchemyError

from portal.services import damage
from portal.web.guards import current_context


def init_app(app: Flask) -> None:
    """Hang it behind every request; an answer does not wait for a database that cannot take the line."""

    @app.after_request
    def write_down(answer: Response) -> Response:
        if numbers := g.pop("damage_met", None):
            try:
                damage.note_met(current_context(), numbers)
            except SQLAlchemyError as error:
                app.logger.error("damage %s could not be written down: %s", " ".join(numbers), error)
        return answer
