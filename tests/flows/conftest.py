"""What is compared in the support of these tests is shown as in the tests themselves."""

import pytest

pytest.register_assert_rewrite("tests.support.fronts.story")
